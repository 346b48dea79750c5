/** Defaults of the commands, and the options that hold for all of them. */
package org.latentj.imagej.options;
