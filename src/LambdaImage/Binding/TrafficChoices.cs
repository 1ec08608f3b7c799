namespace LambdaImage.Binding;

/// <summary>Makes the engine's options of what a user said about traffic.</summary>
internal static class TrafficChoices
{
    public static TrafficOptions ToOptions(this ITrafficParameters choices) => new()
    {
        Alias = Arguments.Given(choices.Alias),
        Canary = choices.Canary ?? [],
        BakeTime = choices.BakeTime,
        Alarms = choices.Alarm ?? [],
        MaxErrorPercent = choices.MaxErrorPercent,
        SmokePayload = choices.SmokePayload,
        SmokeExpect = Arguments.Given(choices.SmokeExpect),
        ReleaseCommand = choices.ReleaseCommand,
        ReleaseEngine = choices.ReleaseEngine,
        ReleaseCredentials = choices.ReleaseCredential.IsPresent,
        ReleasePayload = choices.ReleasePayload,
    };
}
