/** Hashes of values and files, the state of earlier builds, and files that appear when complete. */
package org.latentj.maven.files;
