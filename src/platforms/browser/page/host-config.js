/** A text colour in the form that the renderer wants it. @param {string} name */
function color(name) {
  return { default: `var(--${name})`, subtle: `var(--${name}-subtle, var(--subtle))` };
}

const foregroundColors = {
  default: color('ink'),
  dark: color('ink'),
  light: color('ink'),
  accent: color('accent-text'),
  good: color('good'),
  warning: color('ink'),
  attention: color('danger'),
};

/** @param {string} name */
function containerStyle(name) {
  return { backgroundColor: `var(--${name})`, foregroundColors };
}

/** How the renderer draws: every colour is a variable of theme.css, so that both themes need one config. */
export const hostConfig = {
  fontFamily: 'inherit',
  fontSizes: { small: 15, default: 17, medium: 19, large: 21, extraLarge: 26 },
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
  spacing: { small: 6, default: 12, medium: 16, large: 20, extraLarge: 28, padding: 14 },
  containerStyles: {
    default: containerStyle('surface'),
    emphasis: containerStyle('emphasis'),
    good: containerStyle('good-surface'),
    attention: containerStyle('danger-surface'),
    warning: containerStyle('emphasis'),
    accent: containerStyle('emphasis'),
  },
  actions: {
    maxActions: 100,
    spacing: 'default',
    buttonSpacing: 0,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'bolder', size: 'default' },
  },
};
