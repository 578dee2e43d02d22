// A button that shows an icon, with its name and shortcut in a tool-tip.

import type { ReactNode, Ref } from 'react';
import { Button, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import { t } from '../i18n';

interface Common {
  name: string;
  icon: ReactNode;
  shortcut?: string | undefined;
  className?: string;
  isDisabled?: boolean;
  badge?: ReactNode;
  /** More than the name says, for assistive technology. */
  description?: string | undefined;
  /** Whether the tool-tip is wanted; a button with a visible label needs none. */
  tip?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

function tipText(name: string, shortcut: string | undefined): string {
  return shortcut ? t('common.shortcut', { name, key: shortcut }) : name;
}

function WithTip({
  name,
  shortcut,
  description,
  tip = true,
  children,
}: Pick<Common, 'name' | 'shortcut' | 'description' | 'tip'> & { children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={60} isDisabled={!tip}>
      {children}
      <Tooltip className="tooltip" offset={8}>
        {tipText(name, shortcut)}
        {description && <span className="tooltip-more">{description}</span>}
      </Tooltip>
    </TooltipTrigger>
  );
}

export function IconButton({
  name,
  icon,
  shortcut,
  className = '',
  badge,
  description,
  tip,
  ref,
  ...rest
}: Common & { onPress?: () => void }) {
  return (
    <WithTip name={name} shortcut={shortcut} description={description} tip={tip ?? true}>
      <Button
        {...rest}
        ref={ref}
        aria-label={name}
        aria-description={description}
        aria-keyshortcuts={shortcut}
        className={`icon-button ${className}`}
      >
        {icon}
        {badge}
      </Button>
    </WithTip>
  );
}

export function IconToggle({
  name,
  icon,
  shortcut,
  className = '',
  badge,
  description,
  tip,
  ref,
  selected,
  onChange,
  isDisabled = false,
}: Common & { selected: boolean; onChange: (selected: boolean) => void }) {
  return (
    <WithTip name={name} shortcut={shortcut} description={description} tip={tip ?? true}>
      <ToggleButton
        ref={ref}
        aria-label={name}
        aria-description={description}
        aria-keyshortcuts={shortcut}
        isSelected={selected}
        onChange={onChange}
        isDisabled={isDisabled}
        className={`icon-button ${className}`}
      >
        {icon}
        {badge}
      </ToggleButton>
    </WithTip>
  );
}
