import { behave, onClick, required } from "../shared/dom";

let strip: HTMLAnchorElement[] = [];
let shown = 0;

function show(index: number): void {
  shown = (index + strip.length) % strip.length;
  const link = strip[shown];
  if (!link) return;
  const dialog = required<HTMLDialogElement>("photo-dialog");
  const image = dialog.querySelector<HTMLImageElement>("[data-photo-large]");
  const caption = dialog.querySelector("[data-photo-caption]");
  if (image) {
    image.src = link.href;
    image.alt = link.querySelector("img")?.alt ?? "";
  }
  if (caption) caption.textContent = link.dataset["caption"] ?? "";
  for (const step of dialog.querySelectorAll<HTMLElement>("[data-photo-step]")) step.hidden = strip.length < 2;
  if (!dialog.open) dialog.showModal();
}

/** Photos of a strip open large; before and after lie over each other with a slider between. */
export function startPhotos(): void {
  onClick("a[data-photo]", (link, event) => {
    event.preventDefault();
    const holder = link.closest("[data-photo-strip]") ?? document;
    strip = [...holder.querySelectorAll<HTMLAnchorElement>("a[data-photo]")];
    show(strip.indexOf(link as HTMLAnchorElement));
  });
  onClick("[data-photo-step]", (button) => show(shown + Number(button.dataset["photoStep"])));
  required("photo-dialog").addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(shown - 1);
    if (event.key === "ArrowRight") show(shown + 1);
  });
  behave("[data-compare]", (holder) => {
    const slider = holder.querySelector<HTMLInputElement>('input[type="range"]');
    const place = (): void => holder.style.setProperty("--gw-cut", `${slider?.value ?? 50}%`);
    slider?.addEventListener("input", place);
    place();
  });
}
