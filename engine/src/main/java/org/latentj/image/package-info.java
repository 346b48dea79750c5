/**
 * Pictures on the host: conversion to and from tensors, resampling, masks and fills for inpainting,
 * compositing, previews, and picture files with their metadata. Arithmetic follows Pillow and
 * diffusers, so that a picture prepared here equals one prepared there. Depends on {@code tensor}
 * and the JDK's {@code java.desktop} only, and runs headless.
 */
package org.latentj.image;
