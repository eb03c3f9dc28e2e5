/** Moments in the district's own time, wherever the browser's clock thinks it is. */
const ZONE = "Asia/Shanghai";

/** Return hours, minutes and seconds. */
export function clockOf(moment: Date): string {
  return moment.toLocaleTimeString("zh-CN", { hour12: false, timeZone: ZONE });
}

/** Return month, day and weekday. */
export function dayOf(moment: Date): string {
  return moment.toLocaleDateString("zh-CN", { month: "long", day: "numeric", weekday: "long", timeZone: ZONE });
}
