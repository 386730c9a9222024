// What the page uses of preact's hooks, for the type check.
type Update<S> = (next: S | ((before: S) => S)) => void;
export function useState<S>(start: S | (() => S)): [S, Update<S>];
export function useReducer<S, A>(reduce: (state: S, action: A) => S, start: S): [S, (action: A) => void];
export function useEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useMemo<T>(make: () => T, inputs?: readonly unknown[]): T;
export function useCallback<F extends (...args: any[]) => any>(callback: F, inputs: readonly unknown[]): F;
export function useRef<T>(start: T): { current: T };
export function useContext<T = any>(context: any): T;
export function useId(): string;
export function useErrorBoundary(callback?: (error: any) => void): [any, () => void];
