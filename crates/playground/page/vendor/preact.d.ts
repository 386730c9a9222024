// What the page uses of preact, for the type check.
export type VNode = any;
export class Component<P = any> {
  constructor(props?: P);
  props: P;
  shouldComponentUpdate(next: P): boolean;
  render(props: P): any;
}
export function h(type: any, props?: any, ...children: any[]): VNode;
export function render(node: VNode, parent: Element | ShadowRoot | DocumentFragment): void;
export const Fragment: any;
export function createContext<T>(value: T): any;
export function createPortal(node: VNode, parent: Element): VNode;
export function toChildArray(children: any): any[];
