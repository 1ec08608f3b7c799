namespace LambdaImage;

/// <summary>One key of lambda-image.yml that is given with a request instead of in the file.</summary>
/// <param name="Key">The key with its sections, for example <c>base.variant</c>; in any capitals.</param>
/// <param name="Value">The value as YAML, of which JSON is a part.</param>
/// <param name="Source">The parameter that gave it, for messages: <c>-BaseImage</c>.</param>
public sealed record ConfigurationSetting(string Key, string Value, string Source);
