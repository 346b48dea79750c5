/**
 * Training of the autoencoder and of the denoiser with its text encoder, after the recipe of Stable
 * Diffusion v1, on the engine's own networks: their emitted scripts run with weights that are leaf
 * tensors of libtorch's autograd.
 */
package org.latentj.samples.miniature.training;
