namespace LambdaImage;

/// <summary>Asks to make a <c>lambda-image.yml</c> of another tool's file.</summary>
public sealed record ImportRequest
{
    /// <summary>Absolute path of the folder.</summary>
    public required string Path { get; init; }

    /// <summary>The file, absolute or relative to the folder; null: the first that is known.</summary>
    public string? From { get; init; }

    /// <summary>Stage whose values count where the file chooses by stage; null: what the file says.</summary>
    public string? Stage { get; init; }

    /// <summary>AWS Region for variables that ask for the command's; null: they are not worked out.</summary>
    public string? Region { get; init; }

    /// <summary>AWS profile for variables that ask for the command's; null: they are not worked out.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Whether a file that is there may be overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>Whether only the text is wanted and nothing is to be written.</summary>
    public bool TextOnly { get; init; }
}
