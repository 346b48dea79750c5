/** Bold, simple symbols of one colour before another. */
package org.latentj.samples.miniature.scene.icon;
