BeforeAll { . $PSScriptRoot/greeter.ps1 }

Describe 'Get-Greeting' {
    It 'greets' { (Get-Greeting ([pscustomobject]@{ name = 'Ann' }) $LambdaInput).message | Should -Be 'Hello Ann' }
}
