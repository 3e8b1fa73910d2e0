// Listens to a browser during a whole journey: nothing may be asked of another host, and no error may be told.
import type { BrowserContext, ConsoleMessage, Request } from "@playwright/test";

export class Watch {
  private readonly heard: string[] = [];
  private readonly allowed: Set<string>;
  private readonly documents = new Set<string>();

  constructor(context: BrowserContext, origin: string) {
    this.allowed = new Set([new URL(origin).host]);
    context.on("request", (request) => this.hearRequest(request));
    context.on("console", (message) => this.hearConsole(message));
    context.on("weberror", (error) => this.heard.push(`uncaught: ${error.error().message}`));
  }

  /** Leaving for this host is what the journey is about. */
  allow(host: string) {
    this.allowed.add(host);
  }

  /** What was wrong so far. */
  complaints(): string[] {
    return this.heard;
  }

  private hearRequest(request: Request) {
    const { protocol, host } = new URL(request.url());
    if (request.isNavigationRequest()) this.documents.add(request.url());
    if (protocol.startsWith("http") && !this.allowed.has(host)) this.heard.push(`asked ${host} for ${request.url()}`);
  }

  private hearConsole(message: ConsoleMessage) {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // Chromium calls a page whose status says «not found» an error of its own; the journey asserts that status.
    const about = message.location().url;
    if (message.text().startsWith("Failed to load resource") && this.documents.has(about)) return;
    this.heard.push(`${message.type()}: ${message.text()} (${about})`);
  }
}
