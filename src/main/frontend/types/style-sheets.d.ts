/** The bundle puts the address of the style sheet there, relative to the file that imports it. */
declare module "*.css" {
  const address: string;
  export default address;
}
