using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Something that could not be taken over.</summary>
/// <param name="Key">Its path in their file.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Reason">Why.</param>
/// <param name="Instead">What to do instead.</param>
/// <param name="Blocks">Whether deploying without it would make something else than the file says.</param>
internal sealed record ImportGap(string Key, ConfigurationPlace Place, string Reason, string Instead, bool Blocks);
