namespace LambdaImage.Engine.CiServers;

/// <summary>The log of a CI server, as far as it takes commands. Everything that is not text is put into the server's own form here.</summary>
internal interface ICiLog
{
    /// <summary>Begins a part of the log that can be folded.</summary>
    void BeginGroup(string title);

    void EndGroup();

    /// <param name="percent">0 to 100.</param>
    /// <param name="activity">What is being done.</param>
    void Progress(int percent, string activity);

    void Issue(CiIssue issue);

    /// <summary>Gives later steps a value.</summary>
    void Output(string name, string value);

    /// <summary>Adds Markdown to the summary of the run.</summary>
    /// <param name="title">What it is about, in a few words.</param>
    /// <param name="markdown">The text.</param>
    void Summarize(string title, string markdown);

    /// <summary>Makes the server blot out a text wherever it is printed from now on.</summary>
    /// <param name="secret">One line.</param>
    void Hide(string secret);

    /// <summary>The text without anything that the server would take for a command: what a build prints is not ours.</summary>
    string Plain(string text);
}
