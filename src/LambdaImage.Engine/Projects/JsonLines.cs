using System.Text;
using System.Text.Json;

namespace LambdaImage.Engine.Projects;

/// <summary>Tells on which line of a JSON text a member is, which <see cref="JsonDocument"/> forgets.</summary>
internal static class JsonLines
{
    /// <summary>Finds a member by its path of names.</summary>
    /// <param name="text">Text that is known to be JSON.</param>
    /// <param name="path">Names from the root, for example <c>dependencies</c>, <c>express</c>.</param>
    /// <returns>One-based line; null when there is no such member.</returns>
    public static int? Find(string text, params ReadOnlySpan<string> path)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var matched = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != matched + 1) continue;
            if (!reader.ValueTextEquals(path[matched]))
            {
                reader.Skip();
                continue;
            }

            if (++matched == path.Length) return bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1;
        }

        return null;
    }

    /// <summary>The lines of all members of an object in the root, found in one pass.</summary>
    /// <param name="text">Text that is known to be JSON.</param>
    /// <param name="name">Name of the object, for example <c>dependencies</c>.</param>
    public static IReadOnlyDictionary<string, int> Members(string text, string name)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var isInside = false;
        var (line, seen) = (1, 0);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.CurrentDepth == 1) isInside = reader.ValueTextEquals(name);
            if (!isInside || reader.CurrentDepth != 2) continue;
            var start = (int)reader.TokenStartIndex;
            line += bytes.AsSpan(seen, start - seen).Count((byte)'\n');
            seen = start;
            found.TryAdd(reader.GetString()!, line);
        }

        return found;
    }
}
