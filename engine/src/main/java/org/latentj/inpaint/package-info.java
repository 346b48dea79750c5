/**
 * Inpainting around a selection: what is cut out, filled, repainted by any {@code ImageGenerator},
 * matched in colour and laid back, with pixels outside the feathered selection untouched. Depends
 * on the packages below it, {@code image}, {@code metadata}, {@code request} and the front door.
 */
package org.latentj.inpaint;
