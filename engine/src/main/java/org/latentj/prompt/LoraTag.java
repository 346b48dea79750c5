package org.latentj.prompt;

/**
 * A LoRA that a prompt asks for: {@code <lora:NAME:STRENGTH>}.
 *
 * @param name of its file, without extension
 * @param textEncoder strength in the text encoder; finite, 1 as trained
 * @param unet strength in the UNet; finite, 1 as trained
 */
public record LoraTag(String name, double textEncoder, double unet) {}
