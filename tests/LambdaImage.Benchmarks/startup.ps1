<#
.SYNOPSIS
Measures how long the module and the tool take to begin: the best of several fresh processes, in milliseconds. With -Check the script fails when
the import is beyond its limit.
.EXAMPLE
./build.ps1 -Task Build, Stage; tests/LambdaImage.Benchmarks/startup.ps1
#>
[CmdletBinding()]
param([ValidateRange(1, 100)][int] $Times = 5, [switch] $Check)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
$sample = "$root/docs/samples/hello-bootstrap"
$output = Join-Path ([IO.Path]::GetTempPath()) "lambdaimage-startup-$PID"
$inside = @"
    `$clock = [Diagnostics.Stopwatch]::new()
    function Time([scriptblock] `$work) { `$clock.Restart(); & `$work *> `$null; [int] `$clock.Elapsed.TotalMilliseconds }
    Time { Import-Module '$root/artifacts/module/LambdaImage' }
    Time { Get-LambdaProject '$sample' }
    Time { Build-LambdaImage '$sample' }
"@

function Measure-Best([scriptblock] $Work) {
    (1..$Times | ForEach-Object { (Measure-Command { & $Work > $null }).TotalMilliseconds } | Measure-Object -Minimum).Minimum
}

$module = 1..$Times | ForEach-Object { , @(& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $inside) }
$names = 'Import-Module', 'Get-LambdaProject, the first cmdlet', 'Build-LambdaImage'
0..2 | ForEach-Object { $step = $_; [pscustomobject]@{ What = $names[$step]; Milliseconds = ($module.ForEach{ [int] $_[$step] } | Measure-Object -Minimum).Minimum } }

$tool = (Get-Item "$root/artifacts/bin/LambdaImage.Tool/release/lambda-image.dll").FullName
$verbs = [ordered]@{
    '--version' = @('--version'); 'deploy --help' = 'deploy', '--help'; 'project' = 'project', $sample; 'build' = 'build', $sample, '--output', $output
}
foreach ($verb in $verbs.GetEnumerator()) {
    [pscustomobject]@{ What = "lambda-image $($verb.Key)"; Milliseconds = [int](Measure-Best { dotnet $tool @($verb.Value) }) }
}
Remove-Item -Recurse $output

$limit = 300
$import = ($module.ForEach{ [int] $_[0] } | Measure-Object -Minimum).Minimum
if ($Check -and $import -gt $limit) { throw "Import-Module took $import ms; its limit is $limit ms." }
