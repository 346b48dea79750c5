/**
 * What a worker and its parent say to each other: frames over the child's stdin and stdout, each a
 * JSON header and raw bytes for pixels. Neither side trusts the other: lengths are checked before
 * anything is allocated, and every value when it is read.
 */
package org.latentj.worker.protocol;
