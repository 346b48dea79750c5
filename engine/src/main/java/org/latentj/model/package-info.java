/**
 * What a checkpoint's networks look like: immutable configurations, read from diffusers' JSON files
 * or filled in with the published defaults. Depends on {@code tensor} and on gson.
 */
package org.latentj.model;
