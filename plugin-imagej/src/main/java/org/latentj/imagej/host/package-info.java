/** The adapter for plain ImageJ, which has no SciJava of its own. */
package org.latentj.imagej.host;
