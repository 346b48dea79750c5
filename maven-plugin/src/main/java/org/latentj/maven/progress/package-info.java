/** Shows long work where somebody looks. */
package org.latentj.maven.progress;
