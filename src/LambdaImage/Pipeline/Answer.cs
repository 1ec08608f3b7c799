namespace LambdaImage.Pipeline;

/// <summary>What came of asking whether a plan may be run.</summary>
internal enum Answer
{
    /// <summary>Run it.</summary>
    Yes,

    /// <summary>The user said no.</summary>
    No,

    /// <summary>Only say what would happen.</summary>
    WhatIf,
}
