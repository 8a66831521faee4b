/** The part of the Adaptive Card schema, version 1.5, that we draw with. Property names are Microsoft's. */
export interface AdaptiveCardJson {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  /** Shown where the card cannot be. */
  readonly fallbackText?: string;
  /** Read aloud in place of the card. */
  readonly speak?: string;
  readonly body: readonly ElementJson[];
  readonly actions?: readonly ActionJson[];
}

export type ElementJson = RichTextJson | ContainerJson | ColumnSetJson | ActionSetJson | InputJson;

export type Spacing = 'none' | 'small' | 'default' | 'medium' | 'large';

interface Placed {
  readonly spacing?: Spacing;
  readonly separator?: boolean;
}

/** The one text element that knows no Markdown: people's own words come out as typed. */
export interface RichTextJson extends Placed {
  readonly type: 'RichTextBlock';
  readonly id?: string;
  readonly inlines: readonly TextRunJson[];
}

export interface TextStyle {
  readonly size?: 'small' | 'default' | 'medium' | 'large';
  readonly weight?: 'bolder';
  readonly color?: 'default' | 'good' | 'attention';
  readonly isSubtle?: boolean;
  readonly italic?: boolean;
}

export interface TextRunJson extends TextStyle {
  readonly type: 'TextRun';
  readonly text: string;
}

export interface ContainerJson extends Placed {
  readonly type: 'Container';
  readonly id?: string;
  readonly style?: 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';
  readonly bleed?: boolean;
  readonly isVisible?: boolean;
  readonly items: readonly ElementJson[];
}

export interface ColumnSetJson extends Placed {
  readonly type: 'ColumnSet';
  readonly columns: readonly {
    readonly type: 'Column';
    readonly width: number | 'auto' | 'stretch';
    readonly items: readonly ElementJson[];
  }[];
}

export interface ActionSetJson extends Placed {
  readonly type: 'ActionSet';
  readonly actions: readonly ActionJson[];
}

export type ActionJson = ExecuteJson | SubmitJson | ToggleVisibilityJson;

interface Pressable {
  readonly title: string;
  readonly tooltip?: string;
  readonly style?: 'positive' | 'destructive';
}

export interface ExecuteJson extends Pressable {
  readonly type: 'Action.Execute';
  readonly verb: string;
  readonly data: Readonly<Record<string, string>>;
  readonly associatedInputs?: 'none';
  readonly fallback: SubmitJson;
}

export interface SubmitJson extends Pressable {
  readonly type: 'Action.Submit';
  readonly data: Readonly<Record<string, string | { readonly type: 'task/fetch' }>>;
  readonly associatedInputs?: 'none';
}

export interface ToggleVisibilityJson extends Pressable {
  readonly type: 'Action.ToggleVisibility';
  readonly targetElements: readonly string[];
}

export type InputJson = TextInputJson | ChoiceSetJson | DateInputJson;

interface InputBase extends Placed {
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly errorMessage?: string;
}

export interface TextInputJson extends InputBase {
  readonly type: 'Input.Text';
  readonly isMultiline: boolean;
  readonly maxLength: number;
}

export interface ChoiceSetJson extends InputBase {
  readonly type: 'Input.ChoiceSet';
  readonly style: 'compact' | 'expanded' | 'filtered';
  readonly isMultiSelect: boolean;
  readonly wrap: boolean;
  readonly placeholder?: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

export interface DateInputJson extends InputBase {
  readonly type: 'Input.Date' | 'Input.Time';
}
