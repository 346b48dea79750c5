package org.latentj.prompt;

/**
 * What a scheduled prompt says during some steps.
 *
 * @param untilStep the last step, counted from 1, for which {@code text} holds
 * @param text the prompt with its schedules resolved; emphasis marks are still in it
 */
public record ScheduledText(int untilStep, String text) {}
