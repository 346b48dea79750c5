/** The endless, reproducible training data: pictures of all families with their captions. */
package org.latentj.samples.miniature.scene.examples;
