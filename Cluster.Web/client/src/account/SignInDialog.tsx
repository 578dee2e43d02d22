// Signing in without leaving the page: the devices and what is written stay as they are.

import { useEffect } from 'react';
import { AppDialog } from '../ui/AppDialog';
import { useAccount } from './me';
import { SignInForm } from './SignInForm';

interface Props {
  title: string;
  intro: string;
  onClose: () => void;
}

/** Closes by itself when somebody is signed in, by this form or another window. */
export default function SignInDialog({ title, intro, onClose }: Props) {
  const account = useAccount();
  useEffect(() => {
    if (account !== null) onClose();
  }, [account, onClose]);
  return (
    <AppDialog title={title} open onClose={onClose}>
      <p className="quiet">{intro}</p>
      <SignInForm back={null} onDone={onClose} />
    </AppDialog>
  );
}
