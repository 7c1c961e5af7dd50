/** @type {AudioContext | undefined} */
let audio;

/**
 * For the Voice SDK's option `getUserMedia`: the microphone, or silence when there is none or it is not allowed. The SDK
 * alone would end the call with error 31401 or 31402, although messages need no microphone.
 *
 * @param {(isSilent: boolean) => void} onChosen Told at each call which of the two it is.
 * @returns {(constraints: MediaStreamConstraints) => Promise<MediaStream>}
 */
export function microphoneOrSilence(onChosen) {
	return async (constraints) => {
		try {
			const stream = await navigator.mediaDevices.getUserMedia(constraints);
			onChosen(false);
			return stream;
		} catch {
			onChosen(true);
			return createSilence();
		}
	};
}

/** A track that sends silence all the time: one that sends nothing looks like a broken connection. */
function createSilence() {
	audio ??= new AudioContext();
	const destination = audio.createMediaStreamDestination();
	const source = new ConstantSourceNode(audio, { offset: 0 });
	source.connect(destination);
	source.start();
	return destination.stream;
}
