const SAMPLE_RATE = 8000;
const HEADER_BYTES = 44;

/** A part of a sound: these frequencies at once for so long; no frequency is silence. */
interface Tone {
	readonly hertz: readonly number[];
	readonly ms: number;
}

const RING: Tone = { hertz: [440, 480], ms: 1200 };
const DISCONNECT: Tone = { hertz: [480, 620], ms: 180 };
const OUTGOING: Tone = { hertz: [520], ms: 120 };
const KEY_MS = 120;
const KEY_ROWS = [697, 770, 852, 941];
const KEY_COLUMNS = [1209, 1336, 1477];
const KEYS = '123456789s0h';

/** Every sound the Voice SDK plays, by the SDK's name for it. `incoming` is played in a loop. */
const SOUNDS: ReadonlyMap<string, readonly Tone[]> = new Map([
	['incoming', [RING, { hertz: [], ms: 1800 }]],
	['outgoing', [OUTGOING]],
	['disconnect', [DISCONNECT]],
	...[...KEYS].map((key, index): [string, Tone[]] => [`dtmf${key}`, [keyTone(index)]]),
]);

/** Names for the `sounds` of the Voice SDK. */
export const SOUND_NAMES: readonly string[] = [...SOUNDS.keys()];

/** A WAV file, so that the phone rings without the internet; undefined when the SDK has no sound of this name. */
export function createSound(name: string): Buffer | undefined {
	const tones = SOUNDS.get(name);
	return tones === undefined ? undefined : wavFile(Buffer.concat(tones.map(samplesOf)));
}

function keyTone(index: number): Tone {
	const row = KEY_ROWS[Math.floor(index / KEY_COLUMNS.length)] ?? 0;
	const column = KEY_COLUMNS[index % KEY_COLUMNS.length] ?? 0;
	return { hertz: [row, column], ms: KEY_MS };
}

function samplesOf({ hertz, ms }: Tone): Buffer {
	const count = Math.round((SAMPLE_RATE * ms) / 1000);
	const samples = new Int16Array(count);
	for (let index = 0; index < count; index++) {
		const wave = hertz.reduce(
			(sum, tone) => sum + Math.sin((2 * Math.PI * tone * index) / SAMPLE_RATE),
			0,
		);
		samples[index] = wave * 4000 * fade(index, count);
	}
	return Buffer.from(samples.buffer);
}

/** Rises and falls within 10 ms: a tone that starts at once clicks. */
function fade(index: number, count: number): number {
	const ramp = SAMPLE_RATE / 100;
	return Math.min(1, index / ramp, (count - index) / ramp);
}

/** 16-bit mono PCM behind its header. http://soundfile.sapp.org/doc/WaveFormat/ */
function wavFile(samples: Buffer): Buffer {
	const header = Buffer.alloc(HEADER_BYTES);
	header.write('RIFF', 0);
	header.writeUInt32LE(HEADER_BYTES - 8 + samples.length, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(SAMPLE_RATE, 24);
	header.writeUInt32LE(SAMPLE_RATE * 2, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36);
	header.writeUInt32LE(samples.length, 40);
	return Buffer.concat([header, samples]);
}
