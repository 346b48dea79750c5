/** The examples of the documentation, compiled and run by the build. */
package org.latentj.samples;
