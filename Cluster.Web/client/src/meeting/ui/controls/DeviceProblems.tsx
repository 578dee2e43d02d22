// Says why the microphone or the camera is not there, and what to do about it.

import { TriangleAlert } from 'lucide-react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import type { DeviceProblem } from '../../model';

type Which = 'microphone' | 'camera' | 'both';

export function DeviceProblems() {
  const microphone = useMeeting((state) => state.local.microphone.problem);
  const camera = useMeeting((state) => state.local.camera.problem);
  const found = problemsOf(microphone, camera);
  return (
    <div className="problems" role="status">
      {found.map((one) => (
        <ProblemCard key={one.which} {...one} />
      ))}
    </div>
  );
}

/** One card where both fail for the same reason. */
export function problemsOf(
  microphone: DeviceProblem | null,
  camera: DeviceProblem | null,
): { which: Which; problem: DeviceProblem }[] {
  if (microphone !== null && microphone === camera) return [{ which: 'both', problem: camera }];
  const found: { which: Which; problem: DeviceProblem }[] = [];
  if (camera !== null) found.push({ which: 'camera', problem: camera });
  if (microphone !== null) found.push({ which: 'microphone', problem: microphone });
  return found;
}

function ProblemCard({ which, problem }: { which: Which; problem: DeviceProblem }) {
  const session = useSession();
  const retry = () => {
    if (which === 'both') void session.openDevices({ microphone: true, camera: true });
    else if (which === 'camera') void session.setCamera(true);
    else void session.setMicrophone(true);
  };
  return (
    <div className="problem">
      <TriangleAlert size={20} className="problem-sign" />
      <div>
        <p className="problem-title">{t(`device.problem.${which}.${problem}.title`)}</p>
        <p className="problem-todo">{t(`device.problem.${which}.${problem}.todo`)}</p>
        {problem !== 'insecure' && (
          <button type="button" className="button small" onClick={retry}>
            {t('common.tryAgain')}
          </button>
        )}
      </div>
    </div>
  );
}
