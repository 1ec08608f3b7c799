using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Tells that a saved image is whole, as long as its file stays as it was.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="ModifiedAt">When the file was written, in ticks, UTC.</param>
internal sealed record SavedNote(
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("modifiedAt")] long ModifiedAt)
{
    public bool IsOf(FileInfo file) => file.Length == Size && file.LastWriteTimeUtc.Ticks == ModifiedAt;
}
