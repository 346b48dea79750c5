/**
 * Reads Stable Diffusion checkpoints: diffusers folders and single files, safetensors and pickles.
 * Nothing in a checkpoint is ever executed. {@link org.latentj.checkpoint.Checkpoint} is the way
 * in, {@link org.latentj.checkpoint.ControlNetCheckpoint} that of ControlNets. Depends on {@code
 * tensor}, {@code model}, gson and the sub-packages {@code file}, {@code safetensors}, {@code
 * torch} (which depends on {@code pickle}) and {@code layout}; none of them depends on this one.
 */
package org.latentj.checkpoint;
