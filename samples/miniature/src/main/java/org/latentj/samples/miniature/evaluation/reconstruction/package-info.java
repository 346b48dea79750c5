/** How much of a picture survives the autoencoder. */
package org.latentj.samples.miniature.evaluation.reconstruction;
