// What the scripts of the book find on a page beyond what every browser has.

interface BookRecord {
  kind: string;
  url: string;
  title: string;
  page: string;
  text: string;
}

interface Window {
  bookRecords: BookRecord[];
  bookWords?: { variants?: Record<string, string>; means?: Record<string, string[]>; initials?: Record<string, string> };
  statbookFont?: string;
  // Definitions of the charts of a page, by identifier; `sbHeld` loads them.
  statbookCharts: Record<string, any>;
  sbHeld(chart: Element): Promise<any>;
  sbAddress(chart: Element): string;
  sbChoices?(): string;
  sbSay(message: string, words?: Record<string, unknown>): string;
  sbSame: {
    normal(text: string): { text: string; at: number[] };
    asked(query: string): { terms: string[]; numbers: boolean; whole: string };
  };
}

interface Element {
  // Of a chart (figure.sb-figure), once it is drawn by Vega.
  sbView?: any;
  sbWidth?: "narrow" | "wide";
  sbStart?: string;
  sbDescription?: string;
  sbWords?: Record<string, string>;
  sbPieces?: Record<string, Node[]>;
  sbComing?: Promise<void>;
}

declare function vegaEmbed(element: Element, spec: object, options: object): Promise<{ view: any }>;
