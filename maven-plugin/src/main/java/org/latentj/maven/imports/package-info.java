/** Manifest entries from pictures that were made elsewhere. */
package org.latentj.maven.imports;
