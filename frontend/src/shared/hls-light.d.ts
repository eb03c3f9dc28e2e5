/** The light build has the types of the whole one, less what we do not use. */
declare module "hls.js/light" {
  export { default } from "hls.js";
}
