/** Stable Diffusion for scripts and other plugins. */
package org.latentj.imagej.script;
