/** Trains, ships and evaluates {@code miniature}, the small model inside the engine's jar. */
package org.latentj.samples.miniature;
