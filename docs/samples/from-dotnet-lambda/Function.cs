using System.Text.Json;

namespace Greeting;

public record Visitor(string Name);

/// <summary>Takes the event as Lambda has it, a stream, so no package is needed.</summary>
public class Function
{
    private static readonly string Words = Environment.GetEnvironmentVariable("GREETING") ?? "hello";

    public Stream Handle(Stream input)
    {
        var visitor = JsonSerializer.Deserialize<Visitor>(input, JsonSerializerOptions.Web);
        return new MemoryStream(JsonSerializer.SerializeToUtf8Bytes($"{Words}, {visitor?.Name}"));
    }
}
