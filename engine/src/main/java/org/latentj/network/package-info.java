/**
 * Stable Diffusion's networks, each described once and walked to emit TorchScript: CLIP's text and
 * image towers, the UNet, ControlNet, the VAE's encoder and decoder. Depends on {@code script},
 * {@code model} and {@code tensor}; runs nothing.
 */
package org.latentj.network;
