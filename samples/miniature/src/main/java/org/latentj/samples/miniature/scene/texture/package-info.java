/** Textures that tile: the right edge goes on at the left one, the lower at the upper. */
package org.latentj.samples.miniature.scene.texture;
