using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>A value that only the other tool can work out.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">What is written there.</param>
/// <param name="Reason">Why it cannot be worked out.</param>
internal sealed record UnknownValue(ConfigurationPlace Place, string Text, string Reason) : ConfigurationNode(Place)
{
    /// <summary>What to do instead.</summary>
    public string Instead { get; init; } = "Write its value into lambda-image.yml, or ${env:NAME} and set that variable.";
}
