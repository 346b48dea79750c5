/**
 * Reads Stable Diffusion checkpoints: diffusers folders and single files, safetensors and pickles.
 * Nothing in a checkpoint is ever executed. Depends on {@code tensor}, {@code model} and gson.
 */
package org.latentj.checkpoint;
