using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Dockerfiles;

/// <summary>Known answers for the reader and the ignore file, kept as folders under tests/vectors.</summary>
internal static class ReadingVectors
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether expected answers are to be rewritten from what is read now.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static string Folder(string kind)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LambdaImage.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests", "vectors", kind);
    }

    public static IEnumerable<object[]> Cases(string kind) =>
        Directory.GetDirectories(Folder(kind)).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(name => new object[] { name! });

    /// <summary>One line for each part of the document: easy to read, and to compare.</summary>
    public static string Describe(Dockerfile file)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in file.Directives) text.Append("directive ").Append(name).Append(' ').Append(value).Append('\n');
        foreach (var line in file.Header) text.Append("header ").Append(line).Append('\n');
        foreach (var arg in file.GlobalArguments) Describe(text, arg);
        foreach (var stage in file.Stages)
        {
            Describe(text, stage.From);
            foreach (var instruction in stage.Instructions) Describe(text, instruction);
        }

        return text.ToString();
    }

    private static void Describe(StringBuilder text, Instruction instruction)
    {
        foreach (var comment in instruction.Comments) text.Append("# ").Append(comment).Append('\n');
        text.Append(instruction.Lines.First).Append('-').Append(instruction.Lines.Last).Append(' ').Append(instruction.Keyword);
        using var members = JsonSerializer.SerializeToDocument(instruction, instruction.GetType(), Readable);
        foreach (var member in members.RootElement.EnumerateObject())
        {
            if (member.Name is "Lines" or "Comments" or "Keyword" or "Others" || member.Value.GetRawText() is "null" or "[]" or "false") continue;
            text.Append(' ').Append(member.Name).Append('=').Append(JsonSerializer.Serialize(member.Value, Readable));
        }

        text.Append('\n');
    }
}
