export { maskedName } from "../../../src/people/masking";
