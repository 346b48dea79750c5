/**
 * Commands for ImageJ and Fiji: thin classes over {@code GenerationService}, which hides where the
 * engine runs.
 */
package org.latentj.imagej;
