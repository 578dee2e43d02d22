// What is said about microphones, cameras and speakers, and what to do when one does not come.

export const devices = {
  device: {
    microphone: 'Microphone',
    camera: 'Camera',
    speaker: 'Speaker',
    microphoneMenu: 'Microphone and speaker',
    cameraMenu: 'Choose a camera',
    none: 'None found',
    unnamed: '{{kind}} {{number}}',
    problem: {
      microphone: {
        denied: {
          title: 'Your browser blocks the microphone',
          todo: 'Click the sign left of the address bar, allow the microphone, and try again.',
        },
        dismissed: {
          title: 'The microphone was not allowed yet',
          todo: 'Try again and choose “Allow” when your browser asks.',
        },
        missing: { title: 'No microphone was found', todo: 'Plug one in and try again, or join and listen.' },
        busy: {
          title: 'Another program uses your microphone',
          todo: 'Close the other program or tab, and try again.',
        },
        insecure: {
          title: 'The microphone needs a secure address',
          todo: 'Open this page with https:// in front. Browsers give no sound or picture to plain http.',
        },
        failed: {
          title: 'The microphone did not start',
          todo: 'Unplug it and plug it in again, or choose another one.',
        },
      },
      camera: {
        denied: {
          title: 'Your browser blocks the camera',
          todo: 'Click the camera sign in the address bar, allow the camera, and try again.',
        },
        dismissed: {
          title: 'The camera was not allowed yet',
          todo: 'Try again and choose “Allow” when your browser asks.',
        },
        missing: { title: 'No camera was found', todo: 'Plug one in and try again, or join without a picture.' },
        busy: { title: 'Another program uses your camera', todo: 'Close the other program or tab, and try again.' },
        insecure: {
          title: 'The camera needs a secure address',
          todo: 'Open this page with https:// in front. Browsers give no sound or picture to plain http.',
        },
        failed: { title: 'The camera did not start', todo: 'Unplug it and plug it in again, or choose another one.' },
      },
      both: {
        denied: {
          title: 'Your browser blocks the camera and the microphone',
          todo: 'Click the camera sign in the address bar, allow both, and try again.',
        },
        dismissed: {
          title: 'Camera and microphone were not allowed yet',
          todo: 'Try again and choose “Allow” when your browser asks.',
        },
        missing: {
          title: 'No camera and no microphone were found',
          todo: 'Plug them in and try again, or join to listen, watch and chat.',
        },
        busy: {
          title: 'Another program uses your camera and microphone',
          todo: 'Close the other program or tab, and try again.',
        },
        insecure: {
          title: 'Camera and microphone need a secure address',
          todo: 'Open this page with https:// in front. Browsers give no sound or picture to plain http.',
        },
        failed: {
          title: 'Camera and microphone did not start',
          todo: 'Unplug them and plug them in again, or choose others.',
        },
      },
    },
  },

  settings: {
    title: 'Devices',
    level: 'Microphone level',
    mirror: 'Mirror my picture',
    mirrorHint: 'Only on your own screen. The others see you as you are.',
  },
} as const;
