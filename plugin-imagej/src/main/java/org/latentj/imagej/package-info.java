/**
 * Stable Diffusion in ImageJ and Fiji. This package holds {@code GenerationService}, which hides
 * where the engine runs, and {@code LegacyBridge}, which Fiji's bridge to ImageJ 1.x needs;
 * commands, services and what they are made of are in the packages below.
 */
package org.latentj.imagej;
