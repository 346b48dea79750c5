/**
 * Stable Diffusion in ImageJ and Fiji. This package holds {@code GenerationService}, which hides
 * where the engine runs; commands, services and what they are made of are in the packages below.
 */
package org.latentj.imagej;
